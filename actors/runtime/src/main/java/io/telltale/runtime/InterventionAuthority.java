package io.telltale.runtime;

/** Whether plugins may change a generation; lets the same question be asked with and without them. */
public enum InterventionAuthority {
    /** Every plugin may do what its mode allows. */
    BY_MODE,
    /** Plugins watch; every intervention is rejected. */
    OBSERVE
}
