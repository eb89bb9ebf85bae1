package org.shootdown.drift;

import java.util.Optional;

/**
 * A step without a partner.
 *
 * @param ofKernel whether it is the kernel's, or the model's
 * @param what the step
 * @param place its line in the kernel's file, or file and line in the model
 * @param elsewhere whether the other side has such a step too, in another place of the order
 * @param reason why, if one is given
 */
record StepDifference(boolean ofKernel, String what, String place, boolean elsewhere, Optional<Reason> reason) {}
