/** The only source of time for services. Epoch milliseconds. */
export interface Clock {
  now(): number;
}
