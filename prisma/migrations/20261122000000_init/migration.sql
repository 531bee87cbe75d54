-- CreateTable
CREATE TABLE "entity_states" (
    "tenant" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "revision" BIGINT NOT NULL,
    "state" JSON NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "level" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "indicators" TEXT[],
    "factors" TEXT[],
    "last_signal_at" BIGINT,
    "updated_at" BIGINT NOT NULL,

    CONSTRAINT "entity_states_pkey" PRIMARY KEY ("tenant","type","id")
);

-- CreateTable
CREATE TABLE "signals" (
    "tenant" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "source" TEXT NOT NULL,
    "source_type" TEXT,
    "occurred_at" BIGINT NOT NULL,
    "received_at" BIGINT NOT NULL,
    "payload" JSON NOT NULL,

    CONSTRAINT "signals_pkey" PRIMARY KEY ("tenant","id")
);

-- CreateTable
CREATE TABLE "signal_entities" (
    "tenant" TEXT COLLATE "C" NOT NULL,
    "entity_type" TEXT COLLATE "C" NOT NULL,
    "entity_id" TEXT COLLATE "C" NOT NULL,
    "occurred_at" BIGINT NOT NULL,
    "signal_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "signal_entities_pkey" PRIMARY KEY ("tenant","entity_type","entity_id","occurred_at","signal_id")
);

-- CreateTable
CREATE TABLE "changes" (
    "seq" BIGSERIAL NOT NULL,
    "tenant" TEXT COLLATE "C" NOT NULL,
    "payload" JSON NOT NULL,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "score_points" (
    "id" BIGSERIAL NOT NULL,
    "tenant" TEXT COLLATE "C" NOT NULL,
    "entity_type" TEXT COLLATE "C" NOT NULL,
    "entity_id" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "low" DOUBLE PRECISION NOT NULL,
    "high" DOUBLE PRECISION NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "level" TEXT NOT NULL,
    "factors" JSON NOT NULL,
    "revision" BIGINT NOT NULL,
    "cause" TEXT NOT NULL,

    CONSTRAINT "score_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decisions" (
    "tenant" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "entity_type" TEXT COLLATE "C" NOT NULL,
    "entity_id" TEXT COLLATE "C" NOT NULL,
    "decision" TEXT NOT NULL,
    "decided_at" BIGINT NOT NULL,
    "payload" JSON NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("tenant","id")
);

-- CreateTable
CREATE TABLE "entity_properties" (
    "tenant" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "id" TEXT COLLATE "C" NOT NULL,
    "properties" JSON NOT NULL,

    CONSTRAINT "entity_properties_pkey" PRIMARY KEY ("tenant","type","id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT COLLATE "C" NOT NULL,
    "tenant" TEXT COLLATE "C" NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "revoked_at" BIGINT,

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meta" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "meta_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "entity_states_tenant_score_type_id_idx" ON "entity_states"("tenant", "score", "type", "id");

-- CreateIndex
CREATE INDEX "entity_states_tenant_updated_at_type_id_idx" ON "entity_states"("tenant", "updated_at", "type", "id");

-- CreateIndex
CREATE INDEX "changes_tenant_seq_idx" ON "changes"("tenant", "seq");

-- CreateIndex
CREATE INDEX "score_points_tenant_entity_type_entity_id_at_id_idx" ON "score_points"("tenant", "entity_type", "entity_id", "at", "id");

-- CreateIndex
CREATE INDEX "decisions_tenant_entity_type_entity_id_decided_at_id_idx" ON "decisions"("tenant", "entity_type", "entity_id", "decided_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_tenant_created_at_idx" ON "api_keys"("tenant", "created_at");
