package dev.lasso.workloads.mixed;

import dev.lasso.workloads.model.ExpectedState;

/** A database and what is expected of it. */
public record MixedView(MixedStore store, KeySpace space, ExpectedState expected) {}
