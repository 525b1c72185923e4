/** Recovery codes, shown this once. */
import { CodeBlock } from '../code/code-block.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Dialog, DialogFoot } from '../ui/dialog.tsx'

interface CodesDialogProps {
  readonly codes: readonly string[]
  readonly email: string
  /** The second factor was turned on this moment. */
  readonly isNew: boolean
  readonly onClose: () => void
}

export function CodesDialog({ codes, email, isNew, onClose }: CodesDialogProps) {
  const file = [`Recovery codes of ${email} for Partner Desk. Each works once.`, '', ...codes, ''].join('\n')
  return (
    <Dialog
      title={isNew ? 'Your second factor is on. Keep these' : 'Your new recovery codes'}
      description="Each lets you in once without your app. They are shown this once: print them, or keep them where you find them without your phone."
      onClose={onClose}
      width="narrow"
    >
      <CodeBlock language="" name="Recovery codes" text={codes.join('\n')} />
      <DialogFoot>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
          download="partner-desk-recovery-codes.txt"
          className={buttonClass({})}
        >
          Download
        </a>
        <Button look="go" onClick={onClose}>
          I have kept them
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
