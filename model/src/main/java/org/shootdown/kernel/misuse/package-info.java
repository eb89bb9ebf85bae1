/** Callers that break the rules which a policy relies on: what reviewers fear, and what silently becomes unsafe. */
package org.shootdown.kernel.misuse;
