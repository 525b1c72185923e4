/** What the demo's runs of workflows went through, for `runs.ts` to carry out. */
import { hours } from '../../src/domain/kernel.ts'
import { concernStories } from './concern-stories.ts'
import { text } from './prose.ts'
import type { RunStory } from './run-story.ts'

// `before` is working time of the partner's place, so that deadlines stand where they should whatever day it is now.
export const runStories: readonly RunStory[] = [
  {
    subject: 'Hansekontor asks to be disassociated',
    from: 'katrin',
    workflow: 'disassociation',
    customer: 'Hansekontor',
    fields: {
      consentFrom: 'edv@hansekontor.example',
      customerReason: 'We have our own IT people now and would like to work with you directly.',
    },
    begins: { by: { staff: 'operations' }, before: hours(44) },
    steps: [{ step: 'confirm', by: { customer: 'edv@hansekontor.example' }, before: hours(30) }],
  },
  {
    subject: 'Pine & Paper Co. asks to be disassociated',
    from: 'dana',
    workflow: 'disassociation',
    customer: 'Pine & Paper Co.',
    fields: {
      consentFrom: 'ops@pineandpaper.example',
      customerReason: 'Calls are returned after days. We have found somebody nearer.',
    },
    begins: { by: { staff: 'operations' }, before: hours(70) },
    steps: [
      { step: 'confirm', by: { customer: 'ops@pineandpaper.example' }, before: hours(60) },
      {
        step: 'contest',
        by: { contact: 'dana' },
        before: hours(40),
        fields: {
          partnerWords: text`
            Their last two invoices are open, and the migration that we are in the middle of was ordered by their owner
            three weeks ago. We would like to speak to the owner before anything is changed.
          `,
        },
      },
    ],
  },
  {
    subject: 'Please map Deccan Ceramics to us',
    from: 'rhea',
    workflow: 'mapping',
    fields: {
      customerName: 'Deccan Ceramics',
      superAdminEmail: 'it@deccanceramics.example',
    },
    files: { proof: 'order-form-deccan.pdf' },
    begins: { by: { contact: 'rhea' }, before: hours(20) },
    steps: [],
  },
  {
    subject: 'Map Sierra Outfitters to Cumulus',
    from: 'marcus',
    workflow: 'mapping',
    fields: {
      customerName: 'Sierra Outfitters',
      superAdminEmail: 'owner@sierraoutfitters.example',
    },
    files: { proof: 'contract-sierra.pdf' },
    begins: { by: { contact: 'marcus' }, before: hours(52) },
    steps: [{ step: 'accept-proof', by: { staff: 'operations' }, before: hours(36) }],
  },
  {
    subject: 'New super-admin for Sahyadri Logistics',
    from: 'arjun',
    workflow: 'consent',
    customer: 'Sahyadri Logistics',
    fields: {
      account: 'Organisation 60011873',
      superAdminEmail: 'it@sahyadri.example',
      change: 'Ishaan Kulkarni (ishaan@sahyadri.example) becomes super-admin in the place of it@sahyadri.example.',
      consentFrom: 'it@sahyadri.example',
    },
    begins: { by: { staff: 'support' }, before: hours(46) },
    steps: [],
  },
  {
    subject: 'Two people claim the account of Nordlicht Maschinenbau',
    from: 'henrik',
    workflow: 'consent',
    customer: 'Nordlicht Maschinenbau',
    fields: {
      account: 'Organisation 60040920',
      superAdminEmail: 'it-leitung@nordlicht.example',
      change: 'The ownership of the account goes from j.reimers@nordlicht.example to it-leitung@nordlicht.example.',
      consentFrom: 'it-leitung@nordlicht.example',
    },
    begins: { by: { staff: 'support' }, before: hours(66) },
    steps: [{ step: 'consent', by: { customer: 'it-leitung@nordlicht.example' }, before: hours(50) }],
  },
  {
    subject: 'Demo account of Zoho FSM for a trade fair in Hanover',
    from: 'henrik',
    workflow: 'account-request',
    fields: { kind: 'demo', product: 'fsm', owner: 'fsm-demo@borealis.example', purpose: 'The fair in Hanover.' },
    begins: { by: { contact: 'henrik' }, before: hours(120) },
    steps: [
      {
        step: 'set-up',
        by: { staff: 'operations' },
        before: hours(100),
        fields: { login: 'fsm-demo@borealis.example', orgId: '60041877' },
      },
    ],
  },
  {
    subject: 'Reselling access for Zoho Recruit',
    from: 'katrin',
    workflow: 'reselling-access',
    fields: { product: 'recruit', plan: 'Two customers have asked for it, one for the next quarter.' },
    begins: { by: { contact: 'katrin' }, before: hours(40) },
    steps: [],
  },
  ...concernStories,
  {
    subject: 'Company name in our profile: GmbH becomes GmbH & Co. KG',
    from: 'henrik',
    workflow: 'profile-change',
    fields: { why: 'Our legal form has changed, and two colleagues from Malmö have joined us.' },
    changes: {
      of: 'profile',
      set: {
        name: 'Borealis GmbH & Co. KG',
        description: text`
          Borealis advises mechanical engineers and trading firms in the north of Germany and in Sweden. We introduce CRM,
          finance and field service, and train the people who use them.
        `,
        languages: ['de', 'en', 'sv'],
      },
    },
    files: { proof: 'handelsregister-auszug.pdf' },
    begins: { by: { contact: 'henrik' }, before: hours(30) },
    steps: [],
  },
  {
    subject: "Project 'The best bicycle shop in the world, online'",
    from: 'marcus',
    workflow: 'showcase',
    customer: 'Golden Gate Bikes',
    fields: {},
    changes: {
      of: 'project',
      set: {
        title: 'The best bicycle shop in the world, online',
        product: 'books',
        summary: 'We set up the books of a bicycle shop. It was a lot of work, and everybody is very happy.',
        finishedOn: '2026-01-30',
        country: 'US',
      },
    },
    begins: { by: { contact: 'marcus' }, before: hours(58) },
    steps: [
      {
        step: 'refuse',
        by: { staff: 'pam' },
        before: hours(34),
        fields: { decision: 'Please say what was done and what it changed, without superlatives, and ask again.' },
      },
    ],
  },
]
