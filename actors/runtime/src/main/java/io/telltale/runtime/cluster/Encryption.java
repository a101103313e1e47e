package io.telltale.runtime.cluster;

/** Whether the processes of a cluster encrypt what they send to each other. */
public sealed interface Encryption {

    /** They do not: for a network that nobody else can reach. */
    record None() implements Encryption {}

    /**
     * TLS 1.3, and each side shows its certificate to the other.
     *
     * @param keyStore file with the key and certificate of this process
     * @param trustStore file with the certificates that it trusts
     */
    record MutualTls(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword)
            implements Encryption {

        /** Keeps the passwords out of logs. */
        @Override
        public String toString() {
            return "MutualTls[" + keyStore + ", " + trustStore + "]";
        }
    }
}
