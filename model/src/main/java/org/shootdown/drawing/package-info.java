/** Traces as text. Knows nothing of scenarios, so that a race of a user's own is drawn without any Linux model. */
package org.shootdown.drawing;
