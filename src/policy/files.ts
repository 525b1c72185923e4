/** The files of a policy's folder as they are found: what cannot be read is a mistake that says what stands in its place. */
import { isUtf8 } from 'node:buffer'
import { readdir, readFile, stat } from 'node:fs/promises'
import type { Mistake } from './mistake.ts'

/** A mistake of a file or a folder as a whole. */
export const absent = (file: string, found: string, expected: string): Mistake => ({
  file,
  line: 1,
  column: 1,
  path: '',
  found,
  expected,
})

/** The text of a file, or what is found in its place. */
export async function textOf(path: string): Promise<string | Mistake> {
  try {
    const about = await stat(path)
    // A pipe would be waited for, and a device read for ever.
    if (!about.isFile() && !about.isDirectory()) return absent(path, 'what is no file', 'this file of the policy')
    const bytes = await readFile(path)
    if (isUtf8(bytes)) return bytes.toString('utf8')
    // Read all the same, an accent of another encoding would stand in letters as a mark that nobody wrote.
    const line = bytes
      .toString('latin1')
      .split('\n')
      .findIndex((each) => !isUtf8(Buffer.from(each, 'latin1')))
    return { ...absent(path, 'what is not UTF-8', 'a file in UTF-8'), line: line + 1 }
  } catch (thrown) {
    return absent(path, inPlaceOf('file', thrown), 'this file of the policy')
  }
}

export interface Folder {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** Names of the YAML files and of the folders in a folder, in order; null where it is not there. */
export async function look(folder: string): Promise<Folder | Mistake | null> {
  try {
    const found = await readdir(folder, { withFileTypes: true })
    const namesOf = (entries: typeof found): readonly string[] => entries.map(({ name }) => name).toSorted()
    return {
      files: namesOf(found.filter((each) => !each.isDirectory() && /\.ya?ml$/i.test(each.name))),
      folders: namesOf(found.filter((each) => each.isDirectory() && !each.name.startsWith('.'))),
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null
    return absent(folder, inPlaceOf('folder', thrown), 'a folder of the policy')
  }
}

function inPlaceOf(kind: 'file' | 'folder', thrown: unknown): string {
  const { code } = thrown as NodeJS.ErrnoException
  if (code === 'ENOENT') return `no such ${kind}`
  if (code === 'EISDIR') return 'a folder'
  if (code === 'ENOTDIR') return 'a file'
  if (code === 'ELOOP') return 'a link that leads to itself'
  return `a ${kind} that cannot be read (${code})`
}
