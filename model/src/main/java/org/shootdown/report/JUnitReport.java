package org.shootdown.report;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.machine.Property;

/**
 * Results as JUnit XML, one test case per cell. UNSAFE is a failure, an undecided cell an error; a control that is
 * UNSAFE does what it is there for, and is reported as skipped so that it does not turn a build red.
 */
public final class JUnitReport {
    private JUnitReport() {}

    /** @param suite the name of the test suite */
    public static String render(String suite, List<CellResult> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute("failures", count(results, Outcome.FAILURE));
            xml.writeAttribute("errors", count(results, Outcome.ERROR));
            xml.writeAttribute("skipped", count(results, Outcome.SKIPPED));
            for (CellResult result : results) {
                xml.writeCharacters("\n  ");
                testCase(xml, suite, result);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private enum Outcome {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED;

        static Outcome of(CellResult result) {
            if (!result.decided()) {
                return ERROR;
            }
            if (result.verdict() == Verdict.SAFE) {
                return PASSED;
            }
            return result.scenario().control() ? SKIPPED : FAILURE;
        }
    }

    private static String count(List<CellResult> results, Outcome outcome) {
        return String.valueOf(
                results.stream().filter(r -> Outcome.of(r) == outcome).count());
    }

    private static void testCase(XMLStreamWriter xml, String suite, CellResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", result.scenario().name());
        xml.writeAttribute(
                "time", String.format(Locale.ROOT, "%.3f", result.effort().nanos() / 1e9));
        Outcome outcome = Outcome.of(result);
        if (outcome != Outcome.PASSED) {
            xml.writeEmptyElement(outcome.name().toLowerCase(Locale.ROOT));
            xml.writeAttribute("message", message(result));
        }
        xml.writeEndElement();
    }

    private static String message(CellResult result) {
        Optional<String> undecided = Summary.whyUndecided(result);
        if (undecided.isPresent()) {
            return result.verdict() + ": " + undecided.get();
        }
        String meaning = result.firstBroken().map(Property::meaning).orElse("");
        return Wording.verdict(result) + ": " + meaning + (result.scenario().control() ? " (a control)" : "");
    }
}
