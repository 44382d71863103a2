/** Something real that a clock waits for. */
export interface InFlight {
  /** Resolves when it has ended. */
  readonly settled: Promise<void>;
}

/** Makes a clock wait until it ends. */
export class Hold implements InFlight {
  readonly #ends = Promise.withResolvers<undefined>();

  get settled(): Promise<void> {
    return this.#ends.promise;
  }

  end(): void {
    this.#ends.resolve(undefined);
  }
}
