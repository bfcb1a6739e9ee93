/** The story that the product tells in every framework, through its services. */
@Export
@Version("1.0.0")
package org.openworkspace.story;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
