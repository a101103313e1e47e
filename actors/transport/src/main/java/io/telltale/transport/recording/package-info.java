/**
 * Logs as files: a folder that a log was recorded into, to be carried elsewhere and read there without a broker.
 *
 * <p>One file per topic. It begins with the marker {@code TELLTALE1}; then each record as its length in bytes (an int of four
 * bytes, big-endian like everything but the payload) and its content: the partition (int), the time of recording (milliseconds
 * since 1970, long), the key, the number of headers (int), names and values of the headers, the payload. Texts are UTF-8, and
 * texts and payload are preceded by their length in bytes (int). A length of -1 closes the file, and is followed by the number of
 * its records (long).
 */
@NullMarked
package io.telltale.transport.recording;

import org.jspecify.annotations.NullMarked;
