/** Writes src/platform/db/schema.ts from the migrated template database. Run by `npm run db:types`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaText } from '../src/platform/db/schema-text.ts'
import { withMigratedDatabase } from '../src/platform/db/testing/migrated-database.ts'

await withMigratedDatabase(async (client) => {
  writeFileSync(join(import.meta.dirname, '../src/platform/db/schema.ts'), await schemaText(client))
})
