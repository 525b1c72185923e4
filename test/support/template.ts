/** What every test's database is a copy of. */
import { migrate } from '../../src/storage/migrate.ts'

/** Runs the migrations in an empty database; nothing else is in it. */
export async function prepareTemplate(connectionUrl: string): Promise<void> {
  await migrate(connectionUrl, Temporal.Instant.from('2026-01-01T00:00:00Z'))
}
