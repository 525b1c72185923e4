/** attachments.yaml: which files are taken, and how much of them (B4). */
import { fileFamilies, fileVerdicts, type AttachmentRules } from '../../domain/policy.ts'
import { list, object, oneOf, understood, whole } from '../decode.ts'

const verdict = oneOf(...fileVerdicts)
const ending = understood('an ending in small letters, without its dot', (text) =>
  /^[a-z0-9][a-z0-9_-]*$/.test(text) ? text : null,
)

type Families = AttachmentRules['families']
const families = object<Families>(
  Object.fromEntries(fileFamilies.map((family) => [family, verdict])) as {
    [Family in keyof Families]-?: typeof verdict
  },
)

export const attachments = object<AttachmentRules>(
  {
    perFileMb: whole(1, 1_000),
    perMessageMb: whole(1, 2_000),
    filesPerMessage: whole(1, 100),
    mailedMb: whole(0, 50),
    waitingMb: whole(1, 10_000),
    unusedHours: whole(1, 24 * 31),
    families,
    risky: object<AttachmentRules['risky']>({ are: verdict, endings: list(ending) }),
  },
  ({ perFileMb, perMessageMb, waitingMb }, spot) => {
    if (perFileMb === undefined) return
    if (perMessageMb !== undefined && perMessageMb < perFileMb)
      spot.get('perMessageMb').report(`${perFileMb} or more: a message must hold one file of the largest size`)
    if (waitingMb !== undefined && waitingMb < perFileMb)
      spot.get('waitingMb').report(`${perFileMb} or more: a file of the largest size must be able to wait`)
  },
)
