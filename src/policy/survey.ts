/** What keeps a folder from being read as a policy at all: found before any of its files is opened. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { look } from './files.ts'
import { partNames } from './contents.ts'
import { partFolders } from './load.ts'

/** Beyond it a desk that is at work would stand still while it reads. The policy of the two pages is a twentieth of it. */
export const most = { files: 1_000, megabytes: 5 } as const

/** A sentence, or null where the folder may be read; what is wrong in its files is then said file by file. */
export async function obstacleIn(folder: string): Promise<string | null> {
  const found = await look(folder)
  if (found === null) return `There is no folder ${folder} on this server.`
  if ('found' in found) return `In the place of the folder ${folder} there is ${found.found}.`
  if (!partNames.some((name) => found.files.includes(`${name}.yaml`)))
    return `The folder ${folder} holds no policy: not one of its files is there, such as ${partNames[0]}.yaml.`
  const files = found.files.map((file) => join(folder, file))
  for (const part of partFolders) {
    const inside = await look(join(folder, part))
    if (inside !== null && !('found' in inside)) files.push(...inside.files.map((file) => join(folder, part, file)))
  }
  if (files.length > most.files)
    return `The folder ${folder} is too large for a policy: ${files.length} files, and ${most.files} at most are read.`
  // What cannot be looked at is said when it is read.
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1_000_000
  if (megabytes <= most.megabytes) return null
  const largest = files[sizes.indexOf(Math.max(...sizes))] ?? folder
  return `The folder ${folder} is too large for a policy: ${Math.ceil(megabytes)} MB, and ${most.megabytes} MB at most are read. Its largest file is ${largest}.`
}
