package org.shootdown.junit;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;
import org.shootdown.interleaving.Interleavings;

/** Finds annotated classes by name, and single tests of theirs by the ids that an earlier run gave them. */
final class InterleavingSelectors implements SelectorResolver {
    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        Class<?> type = selector.getJavaClass();
        if (!type.isAnnotationPresent(Interleavings.class)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(InterleavingDescriptor.OfClass.under(parent, type)))
                .map(found -> Resolution.match(Match.exact(found, () -> tests(found))))
                .orElse(Resolution.unresolved());
    }

    private static Set<DiscoverySelector> tests(InterleavingDescriptor.OfClass type) {
        return type.tests()
                .map(test -> DiscoverySelectors.selectUniqueId(test.getUniqueId()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        if (last.getType().equals(InterleavingDescriptor.OfClass.SEGMENT)) {
            return resolve(DiscoverySelectors.selectClass(last.getValue()), context);
        }
        if (!last.getType().equals(InterleavingDescriptor.UnderMemoryModel.SEGMENT)) {
            return Resolution.unresolved();
        }
        return context.addToParent(
                        () -> DiscoverySelectors.selectUniqueId(id.removeLastSegment()),
                        parent -> parent instanceof InterleavingDescriptor.OfClass type
                                ? type.tests()
                                        .filter(test -> test.getUniqueId().equals(id))
                                        .findFirst()
                                : Optional.empty())
                .map(found -> Resolution.match(Match.exact(found)))
                .orElse(Resolution.unresolved());
    }
}
