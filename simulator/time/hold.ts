/** Something real that a clock waits for. */
export interface InFlight {
  /** Resolves when it has ended. */
  readonly settled: Promise<void>;
}

/** Makes a clock wait until it ends. Its promise is made when somebody waits for it: most calls end before. */
export class Hold implements InFlight {
  readonly #inFlight: Set<InFlight>;
  #settled: PromiseWithResolvers<undefined> | undefined;

  /** @param inFlight what the clock waits for; the hold takes itself out when it ends */
  constructor(inFlight: Set<InFlight>) {
    this.#inFlight = inFlight;
    inFlight.add(this);
  }

  get settled(): Promise<void> {
    this.#settled ??= Promise.withResolvers<undefined>();
    return this.#settled.promise;
  }

  end(): void {
    this.#inFlight.delete(this);
    this.#settled?.resolve(undefined);
  }
}
