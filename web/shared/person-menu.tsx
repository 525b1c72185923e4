/** Who is signed in, and what concerns only them: the theme, the keys, the way out. */
import { useNavigate } from '@tanstack/react-router'
import { pages } from './pages.ts'
import { sayRole } from './people/words.ts'
import { signOut, useMe, usePolicy } from './session.ts'
import { setTheme, themes, useTheme } from './theme.ts'
import { Avatar } from './ui/avatar.tsx'
import { Menu } from './ui/menu.tsx'
import { toast } from './ui/toast.tsx'
import { tierName } from './words.ts'

export function PersonMenu({ onHelp, compact = false }: { onHelp: () => void; compact?: boolean }) {
  const me = useMe()
  const theme = useTheme()
  const navigate = useNavigate()
  const leave = (): void =>
    void signOut().then(
      () => navigate({ to: pages.signIn }),
      (reason: unknown) => toast.failed(reason),
    )
  const policy = usePolicy()
  const standing = me.partner === null ? sayRole(me.role) : `${me.partner.name} · ${tierName(policy, me.partner.tier)}`
  return (
    <Menu
      label={
        <>
          <span className="block font-semibold">{me.name}</span>
          <span className="block truncate text-muted">{me.email}</span>
        </>
      }
      groups={[
        themes.map(({ value, label }) => ({
          id: value,
          label: `Theme: ${label.toLowerCase()}${theme === value ? ' ✓' : ''}`,
          onSelect: () => setTheme(value),
        })),
        [
          { id: 'account', label: 'My account', onSelect: () => void navigate({ to: pages.account }) },
          { id: 'keys', label: 'Keys', shortcut: '?', onSelect: onHelp },
        ],
        [{ id: 'out', label: 'Sign out', onSelect: leave }],
      ]}
      trigger={
        compact ? (
          <button
            type="button"
            className="flex h-14 min-w-10 flex-col items-center justify-center text-muted focus-visible:-outline-offset-2"
          >
            <Avatar name={me.name} />
            <span className="sr-only">{me.name}: account, theme, keys, sign out</span>
          </button>
        ) : (
          <button
            type="button"
            className="flex w-full items-center gap-2.5 rounded-box px-2.5 py-1.5 text-left hover:bg-soft data-popup-open:bg-soft"
          >
            <Avatar name={me.name} />
            <span className="min-w-0">
              <span className="block truncate text-note font-medium">{me.name}</span>
              <span className="block truncate text-small text-muted">{standing}</span>
            </span>
          </button>
        )
      }
    />
  )
}
