/** Programs that keep state in statics, for the tests of how a search puts it back. */
package dev.lasso.workloads.statics;
