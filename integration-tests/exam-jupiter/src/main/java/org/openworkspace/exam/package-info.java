/**
 * Pax Exam for Jupiter, which it has no driver for: outside, one extension starts a framework with
 * the test in it; inside, the same extension injects services and runs the test.
 */
package org.openworkspace.exam;
