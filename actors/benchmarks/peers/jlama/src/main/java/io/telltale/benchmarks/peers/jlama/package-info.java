/** Jlama, measured by the same requests as the peers in Python; {@code protocol.py} describes them. */
package io.telltale.benchmarks.peers.jlama;
