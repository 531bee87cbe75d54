/** Writes docs/openapi.json from the built server. A test fails when the file is not what the server serves. */
import { writeFileSync } from 'node:fs';
import { openApiDocument } from '../dist/http/openapi-document.js';
import { ROUTES } from '../dist/http/rest/routes.js';

const file = new URL('../docs/openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(openApiDocument(ROUTES), null, 2)}\n`);
