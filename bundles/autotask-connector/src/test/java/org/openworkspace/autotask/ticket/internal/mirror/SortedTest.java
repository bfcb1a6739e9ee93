package org.openworkspace.autotask.ticket.internal.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A sorted list does what a tree does, and leaves the one before it as it was. */
class SortedTest {

    @Property
    void changesLikeATree(
            @ForAll Set<@IntRange(max = 60) Integer> elements,
            @ForAll Set<@IntRange(max = 60) Integer> gone,
            @ForAll Set<@IntRange(max = 60) Integer> come) {
        Sorted<Integer> before = Sorted.of(Comparator.naturalOrder(), elements);
        Set<Integer> tree = new TreeSet<>(elements);
        tree.removeAll(gone);
        tree.addAll(come);

        assertThat(before.changed(gone, come).all()).containsExactlyElementsOf(tree);
        assertThat(before.all()).containsExactlyElementsOf(new TreeSet<>(elements));
    }

    @Property
    void findsEveryRange(
            @ForAll Set<@IntRange(max = 60) Integer> elements,
            @ForAll @IntRange(max = 60) int from,
            @ForAll @IntRange(max = 60) int to) {
        Sorted<Integer> sorted = Sorted.of(Comparator.naturalOrder(), elements);
        Set<Integer> expected = new HashSet<>(elements);
        expected.removeIf(e -> e < from || e > to);

        assertThat(sorted.range(e -> e < from ? -1 : e > to ? 1 : 0))
                .containsExactlyElementsOf(new TreeSet<>(expected));
        assertThat(sorted.contains(from)).isEqualTo(elements.contains(from));
    }
}
