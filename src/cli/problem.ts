/** Why a command did not do its work: both end it with status 2. */

/** The command was written wrongly: what is wrong and what to write, shown above its usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command was right and could not be done: settings, files or the database are in the way. One clear sentence. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun'
}
