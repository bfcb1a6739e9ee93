package org.openworkspace.autotask.ticket.internal.mirror;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Elements in one order, in an array: four bytes an element, found in a few steps. Immutable; a
 * change copies the array, not the elements.
 */
final class Sorted<T> {

    private final Comparator<? super T> order;
    private final T[] elements;

    private Sorted(Comparator<? super T> order, T[] elements) {
        this.order = order;
        this.elements = elements;
    }

    /**
     * Sorts elements.
     *
     * @param order no two elements may be equal in it
     */
    @SuppressWarnings("unchecked")
    static <T> Sorted<T> of(Comparator<? super T> order, Collection<T> elements) {
        T[] sorted = (T[]) elements.toArray();
        Arrays.sort(sorted, order);
        return new Sorted<>(order, sorted);
    }

    int size() {
        return elements.length;
    }

    List<T> all() {
        return Collections.unmodifiableList(Arrays.asList(elements));
    }

    boolean contains(T element) {
        return indexOf(element) >= 0;
    }

    /**
     * The elements that a probe finds.
     *
     * @param probe negative for elements before them, positive for those after
     */
    List<T> range(ToIntFunction<? super T> probe) {
        int from = first(probe);
        int to = from;
        while (to < elements.length && probe.applyAsInt(elements[to]) == 0) {
            to++;
        }
        return all().subList(from, to);
    }

    /**
     * Returns a list without some elements and with others; who comes takes the place of an equal.
     *
     * @param gone what is not here is ignored
     * @param come no two of them equal
     */
    @SuppressWarnings("unchecked")
    Sorted<T> changed(Collection<T> gone, Collection<T> come) {
        if (gone.isEmpty() && come.isEmpty()) {
            return this;
        }
        T[] added = (T[]) come.toArray();
        Arrays.sort(added, order);
        int[] dropped =
                IntStream.concat(
                                gone.stream().mapToInt(this::indexOf),
                                Arrays.stream(added).mapToInt(this::indexOf))
                        .filter(index -> index >= 0)
                        .sorted()
                        .distinct()
                        .toArray();
        T[] changed = (T[]) new Object[elements.length - dropped.length + added.length];
        int from = 0;
        int to = 0;
        int d = 0;
        for (T one : added) {
            int place = first(e -> order.compare(e, one));
            while (d < dropped.length && dropped[d] < place) {
                to = copy(from, dropped[d], changed, to);
                from = dropped[d++] + 1;
            }
            to = copy(from, place, changed, to);
            from = place;
            changed[to++] = one;
        }
        while (d < dropped.length) {
            to = copy(from, dropped[d], changed, to);
            from = dropped[d++] + 1;
        }
        copy(from, elements.length, changed, to);
        return new Sorted<>(order, changed);
    }

    private int copy(int from, int end, T[] target, int to) {
        System.arraycopy(elements, from, target, to, end - from);
        return to + end - from;
    }

    private int indexOf(T element) {
        int at = first(e -> order.compare(e, element));
        return at < elements.length && order.compare(elements[at], element) == 0 ? at : -1;
    }

    private int first(ToIntFunction<? super T> probe) {
        int low = 0;
        int high = elements.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (probe.applyAsInt(elements[middle]) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
