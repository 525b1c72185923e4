/** The keys of the console. */
import { KeyHelp, type KeyLine } from '../shared/key-help.tsx'
import { commands, otherKeys } from './commands.ts'

const ofCommands: readonly KeyLine[] = commands.flatMap((command) =>
  command.shortcut === undefined ? [] : [{ keys: command.shortcut, does: command.label }],
)

const places = [
  ['Everywhere', otherKeys.filter((each) => each.where === 'everywhere')],
  ['In a list', otherKeys.filter((each) => each.where === 'list')],
  ['On a ticket', otherKeys.filter((each) => each.where === 'ticket')],
  ['With a ticket, also in a list', ofCommands],
] as const satisfies readonly (readonly [string, readonly KeyLine[]])[]

export const Help = ({ onClose }: { onClose: () => void }) => <KeyHelp places={places} onClose={onClose} />
