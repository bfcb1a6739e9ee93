package org.openworkspace.tile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tile shows at one instant.
 *
 * @param state which of the four pictures to draw
 * @param asOf when the content was last known to be right; empty while nothing is known
 * @param headline a short text to show large, such as a time; empty for a list
 * @param total how many items fit the request's text and group, over all pages
 * @param counts how many items there are in each group, whatever the request's text and group; a
 *     group without items may be missing
 * @param items the page that was asked for
 * @param links ways out, in order of prominence
 * @param problem what is wrong; always there in state PROBLEM, and in state STALE it says why
 */
public record TileModel(
        State state,
        Optional<Instant> asOf,
        Optional<String> headline,
        int total,
        Map<ItemGroup, Integer> counts,
        List<ItemModel> items,
        List<LinkModel> links,
        Optional<ProblemModel> problem) {

    /** What the host draws. */
    public enum State {
        /** Nothing is known yet; the host draws a placeholder and waits to be told. */
        LOADING,
        /** The content is as fresh as the plugin promises. */
        READY,
        /** The content is older than the plugin promises; the host shows its age. */
        STALE,
        /** There is no content to show; {@link TileModel#problem()} says why. */
        PROBLEM
    }

    public TileModel {
        requireNonNull(state, "state");
        requireNonNull(asOf, "asOf");
        requireNonNull(headline, "headline");
        if (total < 0) {
            throw new IllegalArgumentException("total is negative: " + total);
        }
        counts = Map.copyOf(counts);
        items = List.copyOf(items);
        links = List.copyOf(links);
        if (state == State.PROBLEM && requireNonNull(problem, "problem").isEmpty()) {
            throw new IllegalArgumentException("a tile in state PROBLEM says what the problem is");
        }
    }

    /** A tile of which nothing is known yet. */
    public static TileModel loading(List<LinkModel> links) {
        return new TileModel(
                State.LOADING,
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                List.of(),
                links,
                Optional.empty());
    }

    /** A tile that has nothing to show but what is wrong. */
    public static TileModel problem(ProblemModel problem, List<LinkModel> links) {
        return new TileModel(
                State.PROBLEM,
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                List.of(),
                links,
                Optional.of(problem));
    }

    /** A tile that shows one short text, such as a clock. */
    public static TileModel headline(Instant asOf, String headline) {
        return new TileModel(
                State.READY,
                Optional.of(asOf),
                Optional.of(headline),
                0,
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
