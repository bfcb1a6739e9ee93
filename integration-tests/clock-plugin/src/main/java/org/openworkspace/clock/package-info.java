/** A second plugin: proves that the host is made for any plugin, not for one. */
package org.openworkspace.clock;
