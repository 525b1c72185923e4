/** A real IMAP server for tests: Dovecot, where its Debian package is there, with a configuration and mailboxes of a test's own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, connect, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Mailbox } from './mailbox.ts'

const program = '/usr/sbin/dovecot'

/** Whether it can be had here: the program is there, and we may start it (it wants to be root to be anybody). */
export const hasDovecot = ((): boolean => {
  try {
    accessSync(program, constants.X_OK)
    return process.getuid?.() === 0 && spawnSync(program, ['--version']).status === 0
  } catch {
    return false
  }
})()

let delivered = 0

export async function startDovecot(): Promise<Mailbox> {
  const base = mkdtempSync(path.join(os.tmpdir(), 'desk-imap-'))
  chmodSync(base, 0o755)
  const port = await freePort()
  const [user, password] = ['partner-support@zohocorp.com', 'secret word']
  const home = path.join(base, 'mail')
  mkdirSync(path.join(home, 'cur'), { recursive: true })
  for (const folder of ['new', 'tmp']) mkdirSync(path.join(home, folder))
  writeFileSync(path.join(base, 'users'), `${user}:{PLAIN}${password}\n`)
  const config = path.join(base, 'dovecot.conf')
  writeFileSync(config, configuration(base, home, port))
  spawnSync('chown', ['-R', 'nobody', home])
  const child = spawn(program, ['-F', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => (said += String(text)))
  const stop = async (): Promise<void> => {
    await ended(child)
    rmSync(base, { recursive: true, force: true })
  }
  try {
    await answering(port, child)
  } catch (thrown) {
    await stop()
    throw new Error(`Dovecot did not start: ${said}`, { cause: thrown })
  }
  return {
    port,
    user,
    password,
    put(raw) {
      delivered += 1
      const name = `${Date.now()}.M${delivered}P${process.pid}.test`
      const made = path.join(home, 'tmp', name)
      writeFileSync(made, raw)
      spawnSync('chown', ['nobody:nogroup', made])
      renameSync(made, path.join(home, 'new', name))
    },
    seen: () => filesIn(path.join(home, 'cur')).filter((name) => /:2,[A-Z]*S/.test(name)).length,
    moved: () => ['cur', 'new'].flatMap((folder) => filesIn(path.join(home, '.Processed', folder))).length,
    drop() {
      for (const pid of sessionsOf(child.pid)) process.kill(pid, 'SIGKILL')
    },
    renumber() {
      for (const name of filesIn(home).filter((each) => each.startsWith('dovecot'))) rmSync(path.join(home, name))
      // UIDVALIDITY is the second in which the list was made.
      writeFileSync(
        path.join(home, 'dovecot-uidlist'),
        `3 V${Math.floor(Date.now() / 1_000) + 100} N1 G${'0123456789abcdef'.repeat(2)}\n`,
      )
      spawnSync('chown', ['nobody:nogroup', path.join(home, 'dovecot-uidlist')])
    },
    stop,
  }
}

const filesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : [])

/** The processes that serve a client each. */
function sessionsOf(master: number | undefined): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,comm=', '--ppid', String(master)], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [, pid, name] = /^\s*(\d+)\s+(\S+)/.exec(line) ?? []
    return name === 'imap' || name === 'imap-login' ? [Number(pid)] : []
  })
}

const configuration = (base: string, home: string, port: number): string => `
base_dir = ${base}/run
state_dir = ${base}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
first_valid_uid = 1
mail_location = maildir:${home}
mail_uid = nobody
mail_gid = nogroup
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${base}/users
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${home}
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Processed {
    auto = create
  }
}
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200 && child.exitCode === null; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const is = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'error').then(
        () => false,
        () => false,
      ),
    ]).catch(() => false)
    socket.destroy()
    if (is) return
    await pause(50)
  }
  throw new Error('It does not answer.')
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
