/** Which steps of the models no execution makes: code of a model that nothing has been proved about. */
package org.shootdown.coverage;
