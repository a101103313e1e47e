package io.telltale.runtime.cluster;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;

/** Addresses of actors as texts that other processes understand. */
record ActorNames(ActorRefResolver resolver) {

    /** Stands for nobody. */
    static final String NOBODY = "";

    String of(ActorRef<?> actor) {
        return resolver.toSerializationFormat(actor);
    }

    <T> ActorRef<T> find(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("the address of an actor is missing");
        }
        return resolver.resolveActorRef(address);
    }
}
