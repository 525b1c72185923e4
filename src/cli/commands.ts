/** Every command of `desk`. Each is loaded when it is asked for: `desk time` reads neither a policy nor a database. */
import type { Command } from './command.ts'
import { peopleCommands } from './people-commands.ts'

const filterHelp =
  'Reads JSON Lines from standard input and answers each in its place, in the same order; a line that cannot be\n' +
  'understood gives {"error":{"field","message"}} and exit status 1 at the end.'

export const commands: readonly Command[] = [
  {
    name: 'explain',
    takes: '< SITUATIONS',
    does: 'says what is promised in a situation, and why',
    more:
      `${filterHelp}\nIn:  {"desk","severity","tier","country","state"?,"critical"?,"keyAccount"?,"kind"?,"receivedAt"}\n` +
      'Out: {"acknowledgement":{"targetAt","limitAt"},"determination":{…},"calendar","zone","exempt","because":[…]}\n' +
      'The policy is the one in POLICY_DIR; no database is needed.',
    load: () => import('./explain.ts'),
  },
  {
    name: 'route',
    takes: '< PLACES',
    does: 'says who is responsible for a place',
    more:
      `${filterHelp}\nIn:  {"desk","country","state"?}\n` +
      'Out: {"region","subregion","dataCentre","zone","mailbox","dri","levels":[{"level","title","people","fallback"}]}\n' +
      'The policy is the one in POLICY_DIR; no database is needed.',
    load: () => import('./route.ts'),
  },
  {
    name: 'time',
    takes: '< QUESTIONS',
    does: 'adds and measures working time on any calendar',
    more:
      `${filterHelp}\nIn:  {"calendar":{"tz","hours","holidays"?,"breaks"?,"dates"?},"op":"add","start","minutes"}\n` +
      '     the same with "op":"between","start","end", or "op":"within","start"\n' +
      'Out: {"at"}, {"minutes"} or {"within"}',
    load: () => import('./time.ts'),
  },
  {
    name: 'entitled',
    takes: '< QUESTIONS',
    does: 'says whether a channel or feature is open to a partner, and why',
    more:
      `${filterHelp}\nIn:  {"partner":{"tier","country","grants":[…]?},"channel"|"feature","on"}\n` +
      '     a grant is {"channel"|"feature","fiscalYear"} or {"channel"|"feature","startsOn"?,"endsOn"?}: it ends with its fiscal year\n' +
      'Out: {"allowed","because"}\n' +
      'The policy is the one in POLICY_DIR; no database is needed.',
    load: () => import('./entitled.ts'),
  },
  {
    name: 'intake',
    takes: '[FILE] < REQUESTS',
    does: 'says what a raw request or a mail comes to, and what is missing from it',
    more:
      `${filterHelp}\nIn:  the fields of POST /tickets, and "from"; or {"mail":"raw message, or its words"}\n` +
      '     FILE or standard input may also be one mail, raw or its words; - is standard input\n' +
      'Out: {"desk","type","kind","severity","severityBecause","findings":[{"verdict","field","message","rule"}],\n' +
      '     "depth":{"score","given":[…],"missing":[…]}}\n' +
      'The policy is the one in POLICY_DIR; no database is needed.',
    load: () => import('./intake.ts'),
  },
  {
    name: 'mail parse',
    takes: 'FILE… [--own DOMAIN]…',
    does: 'reads raw messages, one line of JSON each',
    more:
      'Out: {"file","messageId","inReplyTo","references","from","to","cc","subject","date","text","reply","html",\n' +
      '     "attachments":[{"name","type","bytes"}],"auto":null|"auto-reply"|"bounce"|"list"|"loop","template","error"}\n' +
      'An address is {"name","email"}. A message that cannot be read has its line too, with "error", and exit status 1.\n' +
      '--own names a domain of Message-IDs that are ours, beside the host of PUBLIC_URL: a mail with one went in a circle.',
    load: () => import('./mail-parse.ts'),
  },
  {
    name: 'mail deliver',
    takes: 'FILE… [--to ADDRESS]… [--from ADDRESS] [--ip ADDRESS]',
    does: 'takes raw messages in as though they had just arrived, one line of JSON each',
    more:
      'Out: {"file","mail","state":"done"|"parked"|"received","outcome":"open"|"reply"|"follow-up"|"hold"|"ignore"|"bounce"|"duplicate",\n' +
      '     "because":[{"rule","words"}],"ticket","error"}; exit status 1 where one has an error.\n' +
      "--to is the desk's mailbox that it came to, the first desk's where it is left out; --from and --ip are the envelope's.\n" +
      'It is kept, judged and carried out as any mail is, beside a running server or without one.',
    load: () => import('./mail-deliver.ts'),
  },
  {
    name: 'replay',
    takes: 'FILE [--speed max] [--report FILE]',
    does: "plays a log of what happened through the real services with the log's own time, and reports",
    more:
      'FILE is JSON Lines, plain or gzip; - is standard input. One event a line, in time order:\n' +
      '  {"ticket","at","event":"received","desk","severity","tier","country","state"?,"partner"?,"type"?,"kind"?,"subject"?}\n' +
      '  {"ticket","at","event":"agent-reply"|"partner-reply"|"severity"|"hold"|"resume"|"solved"|"reopened"|"closed",…}\n' +
      'The same log again changes nothing; one that was interrupted goes on where it was; a longer one continues.\n' +
      '--report FILE also writes the report there: as text, or as JSON where FILE ends in .json.',
    load: () => import('./replay.ts'),
  },
  {
    name: 'import',
    takes: 'KIND FILE.csv [--dry-run] [--partner PARTNER]',
    does: 'reads partners, contacts, customers, subscriptions, training, scores or reviews in from a CSV file',
    more:
      "The first line names the columns, in any case and order; subscriptions have those of the vendor's store:\n" +
      '  partners       name, tier, country; external_ref, state, account_manager, point_of_contact, domains,\n' +
      '                 contract_reference, contract_from, contract_to, reason\n' +
      '  contacts       email, name (or first_name, last_name); partner, zone, active\n' +
      '  customers      partner, name; domain, super_admin_email\n' +
      '  subscriptions  subscription_id, status, email_id; customer_company_name, service_name, licences, payer, partner, …\n' +
      '  training       contact, product, completed_on; certificate\n' +
      '  scores         partner, year, region, and a column for each criterion of the policy\n' +
      '  reviews        partner, rating, title, text, author, written_on, source, source_id\n' +
      'Right rows are in, wrong ones are in the report with line, column and reason; the same file again changes nothing.\n' +
      '--dry-run reports what would be done. --partner says whose the whole file is: reference, domain or name.\n' +
      'Exit status 1 where a row was rejected.',
    load: () => import('./import.ts'),
  },
  {
    name: 'policy check',
    takes: '[DIR]',
    does: "checks a policy's files and its examples; every mistake at once",
    more: 'DIR is a folder of YAML files; without it the one of POLICY_DIR. Exit status 1 where something is wrong.',
    load: () => import('./policy-check.ts'),
  },
  {
    name: 'policy publish',
    takes: '[DIR]',
    does: 'makes a checked policy the one that new tickets follow',
    more: 'Open tickets keep the version they were opened under. The policy that is current already is not published again, and none without a tier that partners have.',
    load: () => import('./policy-publish.ts'),
  },
  {
    name: 'policy list',
    takes: '',
    does: 'lists the published versions',
    load: () => import('./policy-list.ts'),
  },
  {
    name: 'policy diff',
    takes: 'A B',
    does: 'says what differs between two policies',
    more: 'A and B are each the number of a published version, or a folder of YAML files. Exit status 1 where they differ.',
    load: () => import('./policy-diff.ts'),
  },
  {
    name: 'policy coverage',
    takes: '[DIR] [--on DAY]',
    does: 'shows for every country, desk and level whom an escalation reaches',
    more: "Exit status 1 where a country reaches nobody. With --on YYYY-MM-DD the database's stand-ins of that day are applied.",
    load: () => import('./policy-coverage.ts'),
  },
  {
    name: 'verify',
    takes: '[--seal HASH]',
    does: 'recomputes every clock from its events, follows the audit chain and its seals, prints what differs',
    more:
      'One JSON line for each difference and a last one that counts; exit status 1 where anything differs.\n' +
      '--seal is the hash of a seal that was written down elsewhere: there must be one with it.',
    load: () => import('./verify.ts'),
  },
  {
    name: 'audit export',
    takes: '[--from WHEN] [--to WHEN]',
    does: 'writes what was done, by whom, under its seals, as JSON Lines',
    more:
      'Rows of the audit, events and messages of tickets, each after the seal that covers it; secrets and bytes of files are never in it.\n' +
      'WHEN is a day or an instant in UTC, of when it was sealed: from the first, before the second.',
    load: () => import('./audit-export.ts'),
  },
  {
    name: 'audit check',
    takes: 'FILE [--after HASH]',
    does: 'checks an exported file by itself: nothing changed, missing, added or moved',
    more:
      'One JSON line {"line","message"} for each fault and a last one that counts; exit status 1 where anything is wrong.\n' +
      'FILE may be - for standard input. --after is the hash of the seal that the file before this one ended with.\n' +
      'No database is needed.',
    load: () => import('./audit-check.ts'),
  },
  {
    name: 'proof check',
    takes: 'FILE [NEWER]',
    does: 'checks the proof of a ticket by itself, and whether a newer one continues it',
    more:
      'Out: {"holds","proofs":[{"holds","ticket","takenAt","eyes","events","withheld","faults":[{"part","message"}],"says":[…],"unknown":[…]}],\n' +
      '     "continues":null|{"holds","faults","says"}}; exit status 1 where something does not hold.\n' +
      'FILE is what GET /tickets/{id}/proof gave; - is standard input. "unknown" says what nobody can know from the file.\n' +
      'No database is needed.',
    load: () => import('./proof-check.ts'),
  },
  {
    name: 'backup',
    takes: 'FILE [--force]',
    does: 'writes everything that is needed to bring the desk back into one file, while it goes on working',
    more:
      'FILE may be - for standard output. It is there once it is whole, and for its owner alone: passwords, keys and mails are in it.\n' +
      '--force replaces a file that is there already.\n' +
      'Out: {"file","bytes","sha256","takenAt","version","tickets","tables","rows","seal"}; nothing where FILE is -.\n' +
      'Not in it: settings of the environment (SMTP_URL, DKIM_KEY, …) and the folder of POLICY_DIR.',
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    takes: 'FILE [--moved] [--check]',
    does: 'brings a backup into an empty desk, whole or not at all',
    more:
      'Into a new DATA_DIR, or an empty database of DATABASE_URL; where there is a desk already nothing is changed. FILE may be -.\n' +
      'Nothing leaves the restored desk until `desk release`: the desk that it is a copy of may have sent it, or be at work still.\n' +
      '--moved is for a desk that was stopped before the backup and goes on here: nothing is held back, and who is signed in stays so.\n' +
      '--check reads the file and says whether it is whole; it needs no database.\n' +
      'Out: {"takenAt","version","schema","tickets","tables","rows","seal","migrated","held"}',
    load: () => import('./restore.ts'),
  },
  {
    name: 'release',
    takes: '[--waiting stop|send]',
    does: 'lets a restored desk send letters and webhooks and fetch mail',
    more:
      'What was waiting when the desk was restored may have gone out from the desk it is a copy of: it is stopped, and stands under Mail, Out, Failed,\n' +
      'where each can be sent again. With --waiting send all of it goes out. Exit status 1 where nothing was held back.',
    load: () => import('./release.ts'),
  },
  {
    name: 'migrate',
    takes: '',
    does: "brings the database up to this program's schema",
    load: () => import('./migrate.ts'),
  },
  ...peopleCommands,
]
