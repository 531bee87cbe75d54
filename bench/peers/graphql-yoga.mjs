/** Peer: stock GraphQL Yoga with a Pothos schema whose resolver answers one constant object, given as an argument. */
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import { createYoga } from 'graphql-yoga';

const answer = JSON.parse(process.argv[2]);
const builder = new SchemaBuilder({});

const riskIndicator = builder.objectRef('RiskIndicator').implement({
  fields: (t) => ({
    indicator: t.exposeString('indicator'),
    severity: t.exposeString('severity'),
    title: t.exposeString('title'),
  }),
});
const factorScore = builder.objectRef('FactorScore').implement({
  fields: (t) => ({
    factor: t.exposeString('factor'),
    score: t.exposeFloat('score'),
    confidence: t.exposeFloat('confidence'),
    weight: t.exposeFloat('weight'),
  }),
});
const trustScore = builder.objectRef('TrustScore').implement({
  fields: (t) => ({
    entityId: t.exposeString('entityId'),
    score: t.exposeFloat('score'),
    low: t.exposeFloat('low'),
    high: t.exposeFloat('high'),
    level: t.exposeString('level'),
    confidence: t.exposeFloat('confidence'),
    factors: t.expose('factors', { type: [factorScore] }),
    riskIndicators: t.expose('riskIndicators', { type: [riskIndicator] }),
  }),
});
const trustScoreInput = builder.inputType('TrustScoreInput', {
  fields: (t) => ({ entityId: t.string({ required: true }) }),
});
builder.queryType({
  fields: (t) => ({
    trustScore: t.field({
      type: trustScore,
      args: { input: t.arg({ type: trustScoreInput, required: true }) },
      resolve: () => answer,
    }),
  }),
});

const server = createServer(createYoga({ schema: builder.toSchema(), logging: false }));
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}`));
