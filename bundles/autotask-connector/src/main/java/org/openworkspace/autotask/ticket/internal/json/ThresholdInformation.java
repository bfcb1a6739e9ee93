package org.openworkspace.autotask.ticket.internal.json;

/** How many calls an hour has, and how many were made in the last one, by all integrations. */
public record ThresholdInformation(
        int externalRequestThreshold, int currentTimeframeRequestCount) {}
