/** Everything wrong with a policy, told at once and in the author's terms. */
export interface PolicyFault {
  readonly file: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Name of the rule or the test, when it is known. */
  readonly rule: string | null;
  readonly message: string;
}

export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly faults: readonly PolicyFault[];

  constructor(faults: readonly PolicyFault[]) {
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}

function faultLine({ file, line, column, rule, message }: PolicyFault): string {
  return `${file}:${line}:${column}: ${rule === null ? '' : `rule ${rule}: `}${message}`;
}
