/** PostgreSQL's own settings by name, as they would stand in postgresql.conf. */
export type Settings = Readonly<Record<string, string>>

/**
 * A small machine that must not lose a commit: about 25 MB when idle, one disk, a handful of people.
 * `fsync`, `synchronous_commit` and `full_page_writes` keep PostgreSQL's own 'on'; only tests turn them off.
 */
export const ownSettings: Settings = {
  max_connections: '60',
  shared_buffers: '64MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  // No replicas hang off an embedded database: a smaller log, and two processes fewer.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  checkpoint_timeout: '15min',
  // PostgreSQL 18 keeps three readers waiting by default; they cost more memory than they save here.
  io_method: 'sync',
  max_parallel_workers_per_gather: '1',
  max_parallel_workers: '2',
  autovacuum_max_workers: '2',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  datestyle: 'ISO, YMD',
  default_text_search_config: 'pg_catalog.english',
  // A week of logs, a file a weekday, beside the data: bounded without anybody sweeping.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  log_file_mode: '0600',
  unix_socket_permissions: '0700',
}

/** For a cluster that is thrown away after the tests. Never for data. */
export const throwawaySettings: Settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '200',
  max_wal_size: '4GB',
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** The text of `partner-desk.conf`; `overrides` win. */
export function settingsFile(overrides: Settings): string {
  const lines = Object.entries({ ...ownSettings, ...overrides }).map(([name, value]) => `${name} = ${quoted(value)}`)
  return `# Written by Partner Desk at every start. Your own settings go to the end of postgresql.conf, and win.\n${lines.join('\n')}\n`
}
