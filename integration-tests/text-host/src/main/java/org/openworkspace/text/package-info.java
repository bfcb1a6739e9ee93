/** A host that shows tickets as text. */
@Version("1.0.0")
@Export
package org.openworkspace.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
