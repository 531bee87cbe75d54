/** What a person sees once the engine runs: where things are, and two questions that work as pasted. */
export interface BannerInput {
  readonly url: string;
  readonly version: string;
  readonly seconds: number;
  /** An entity worth asking about, and why; `null` on an empty engine. */
  readonly example: { readonly entity: string; readonly about: string } | null;
  /** Whether callers need a key. */
  readonly keyed: boolean;
  readonly store: string;
}

export function banner({ url, version, seconds, example, keyed, store }: BannerInput): string {
  const entity = example?.entity ?? 'alice@example.org';
  const key = keyed ? ` -H "x-api-key: $TRUST_ADMIN_KEY"` : '';
  const body = JSON.stringify({ entity_id: entity, include_explanation: true });
  return `
Trust scoring engine ${version}, ready in ${seconds.toFixed(1)} s (${store})

  GraphiQL   ${url}/graphql
  OpenAPI    ${url}/api/openapi.json
  Health     ${url}/api/health
  Metrics    ${url}/api/metrics

Ask about ${entity}${example === null ? '' : ` (${example.about})`}:

  curl -s ${url}/api/trust-score/calculate${key} -H "content-type: application/json" -d '${body}'

Or in GraphiQL:

  {
    trustScore(input: { entityId: "${entity}" }) {
      score
      level
      confidence
      riskIndicators { indicator title severity }
    }
  }

Ctrl-C stops it.
`;
}
