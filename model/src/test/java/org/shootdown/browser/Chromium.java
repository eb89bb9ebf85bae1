package org.shootdown.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.shootdown.oracle.Oracle;

/** A headless Chromium with one page, steered through its DevTools protocol. */
public final class Chromium implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long SECONDS = 30;

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final StringBuilder partial = new StringBuilder();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private int lastId;

    /** Where Chromium, or the Chrome made of it, is installed, if it is. */
    public static Optional<Path> installed() {
        return Oracle.program("chromium", "chromium-browser", "google-chrome");
    }

    /** One that runs; the test is skipped, or fails, where none is installed. */
    public static Chromium start() throws Exception {
        Optional<Path> program = installed();
        Oracle.CHROMIUM.need(program.isPresent(), "there is no chromium on the PATH");
        return new Chromium(program.get());
    }

    private Chromium(Path program) throws Exception {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        String browser = null;
        for (String line = output.readLine(); line != null && browser == null; line = output.readLine()) {
            browser = line.startsWith("DevTools listening on ")
                    ? line.substring("DevTools listening on ".length())
                    : null;
        }
        if (browser == null) {
            throw new IOException("Chromium ended before it could be steered");
        }
        Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "chromium output");
        drain.setDaemon(true);
        drain.start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page(URI.create(browser)), this)
                .get(SECONDS, TimeUnit.SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    private static URI page(URI browser) throws Exception {
        URI list = new URI("http", null, browser.getHost(), browser.getPort(), "/json/list", null, null);
        try (InputStream in = list.toURL().openStream()) {
            for (JsonNode target : MAPPER.readTree(in)) {
                if (target.path("type").asText().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asText());
                }
            }
        }
        throw new IOException("Chromium shows no page");
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            try {
                received(MAPPER.readTree(text));
            } catch (IOException e) {
                complaints.add(e.toString());
            }
        }
        webSocket.request(1);
        return null;
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            answers.remove(message.path("id").asInt()).complete(message);
            return;
        }
        JsonNode params = message.path("params");
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Runtime.exceptionThrown", "Runtime.consoleAPICalled" -> complaints.add(params.toString());
            case "Log.entryAdded" ->
                complaints.add(params.path("entry").path("text").asText());
            default -> {}
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = ++lastId;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", MAPPER.valueToTree(parameters));
        socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        JsonNode reply = answer.get(SECONDS, TimeUnit.SECONDS);
        if (reply.has("error")) {
            throw new IllegalStateException(method + ": " + reply.get("error"));
        }
        return reply.path("result");
    }

    /** Loads a page and waits until it has run its scripts. */
    public void open(String address) throws Exception {
        // A change of the fragment alone would load nothing.
        load("about:blank");
        // A full history forgets entries, and not always its oldest.
        call("Page.resetNavigationHistory", Map.of());
        load(address);
        // The page unpacks its data behind its load event.
        for (long end = System.nanoTime() + SECONDS * 1_000_000_000L; !isReady(); ) {
            if (System.nanoTime() > end) {
                throw new TimeoutException(address + " is not ready");
            }
            Thread.sleep(5);
        }
    }

    private boolean isReady() throws Exception {
        return evaluate("document.documentElement.dataset.ready !== undefined").asBoolean();
    }

    private void load(String address) throws Exception {
        loaded = new CompletableFuture<>();
        call("Page.navigate", Map.of("url", address));
        loaded.get(SECONDS, TimeUnit.SECONDS);
    }

    /** Has every page that is opened from now on run this before its own scripts, until {@link #forget}. */
    public String beforeScripts(String script) throws Exception {
        return call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                .path("identifier")
                .asText();
    }

    /** Ends what {@link #beforeScripts} began. */
    public void forget(String script) throws Exception {
        call("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    /** The value of a JavaScript expression in the page; what it promises, if it promises something. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** What a JavaScript expression in the page comes to, as text. */
    public String text(String expression) throws Exception {
        return evaluate(expression).asText();
    }

    /** How many elements a selector picks. */
    public int count(String selector) throws Exception {
        return evaluate("document.querySelectorAll('" + selector + "').length").asInt();
    }

    /** Presses and releases a key, as in {@code ArrowRight}. */
    public void press(String key) throws Exception {
        boolean enter = key.equals("Enter");
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "text", enter && type.equals("keyDown") ? "\r" : ""));
        }
    }

    /** Makes the page believe in a medium ("print") or a preference ("dark"). */
    public void emulate(String medium, String colourScheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        medium,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    /** Makes the window so large, in CSS pixels. */
    public void resize(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    public byte[] screenshot() throws Exception {
        JsonNode result = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        return Base64.getDecoder().decode(result.path("data").asText());
    }

    /** Exceptions, console messages, and whatever else the browser complained about. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            process.onExit().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
        }
        delete(profile);
    }

    /** Not a job for a temporary folder of JUnit's: the browser leaves links behind that lead out of it. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
