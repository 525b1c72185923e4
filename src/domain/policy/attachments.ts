/** B4: which files are taken, and how much of them. */

/** What a file is, by its bytes. */
export const fileFamilies = [
  'image',
  'video',
  'audio',
  'document',
  'text',
  'web-page',
  'archive',
  'program',
  'other',
] as const
export type FileFamily = (typeof fileFamilies)[number]

/** Taken; taken with a word of warning, and never shown in the browser; or not taken. */
export const fileVerdicts = ['accepted', 'warned', 'refused'] as const
export type FileVerdict = (typeof fileVerdicts)[number]

export interface AttachmentRules {
  /** Megabytes (1,048,576 bytes) of one file. */
  readonly perFileMb: number
  /** Of all files of one message together. */
  readonly perMessageMb: number
  readonly filesPerMessage: number
  /** Files of an answer go along with its mail up to so much together; what is beyond stays a download. */
  readonly mailedMb: number
  /** Of all uploads of one person that no message has used yet. */
  readonly waitingMb: number
  /** An upload that no message has used vanishes after so many hours. */
  readonly unusedHours: number
  readonly families: Readonly<Record<FileFamily, FileVerdict>>
  /** Endings of names that a system would run, in small letters, without the dot. */
  readonly risky: { readonly are: FileVerdict; readonly endings: readonly string[] }
}
