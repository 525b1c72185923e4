/** Mails that nobody here wrote, beside this project; see the README of the shared data for where each is from. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '../../../shared/data/mail')

/** The raw message of a case. */
export const sharedMail = (file: string): Buffer => readFileSync(path.join(folder, file))

/** The cases of a file: each with what whoever wrote it expects. */
export function mailCases<Case>(file: string): readonly Case[] {
  return readFileSync(path.join(folder, 'cases', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case)
}
