/** The Avro records of the log: one class per kind of event, generated from the schemas beside this package. */
package io.telltale.schemas;
