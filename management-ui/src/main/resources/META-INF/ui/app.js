import { Api, ApiProblem, itemsOf, randomKey } from './http-api.js';
import { ConnectionView } from './connection-view.js';
import { byId, h, prefersStill, setText } from './dom.js';
import { EXAMPLES, fitted } from './examples.js';
import { fragmentOf, parseFragment } from './fragment.js';
import { JobView } from './job-view.js';
import { JobsView } from './jobs-view.js';
import { bindKeys, showKeys } from './keys.js';
import { NodeBook } from './nodebook.js';
import { NodesView } from './nodes-view.js';
import { Palette } from './palette.js';
import { Poller } from './poller.js';
import { StartDialog } from './start-dialog.js';
import { takeTokenFromAddress, tokens, TokenView } from './token-view.js';
import { TotalsView } from './totals-view.js';

/** @typedef {import('./types.js').JobRequest} JobRequest */
/** @typedef {import('./types.js').TaskType} TaskType */

takeTokenFromAddress();

const api = new Api(() => signOut('This token is not accepted (any more). Each start of a new grid makes a new one.'));
const palette = new Palette();
const book = new NodeBook();
const nodeNumber = (name) => book.indexOf(name);

const connection = new ConnectionView();
const totals = new TotalsView();
const jobs = new JobsView();
const nodes = new NodesView(book, (id) => jobs.jobs.find((j) => j.id === id)?.type ?? null, async (node, verb) => {
  try {
    await api.post(`/nodes/${encodeURIComponent(node)}:${verb}`);
    setText(byId('nodes-error'), '');
  } catch (problem) {
    setText(byId('nodes-error'), /** @type {Error} */ (problem).message);
  }
  gridPoller.wake();
});
const job = new JobView(api, palette, {
  nodeNumber,
  again: (status) => startDialog({ type: status.type, parameters: status.parameters, priority: status.priority }),
  source: (source) => (source ? connection.set('stream', source) : connection.remove('stream')),
  changed: () => jobsPoller.wake(),
});

/** @type {TaskType[]} */
let types = [];

const gridPoller = new Poller(
  1000,
  async () => {
    const [nodeAnswer, cluster] = await Promise.all([api.get('/nodes'), api.get('/cluster')]);
    const now = Date.now();
    nodes.update(book.update(itemsOf(nodeAnswer), now), now);
    totals.update(cluster, now);
  },
  (source) => connection.set('grid', source),
);

const jobsPoller = new Poller(
  1500,
  async () => {
    const answer = await api.get('/jobs?limit=50');
    const list = itemsOf(answer);
    jobs.update(list, Boolean(answer.next));
    job.heard(list);
    if (job.id === null && list.length > 0) {
      select(list[0].id); // something to see at once; the address stays as it is
    }
  },
  (source) => connection.set('jobs', source),
);

const tokenView = new TokenView(async (token) => {
  const before = api.token;
  api.token = token;
  try {
    await api.get('/cluster');
  } catch (problem) {
    api.token = before;
    return problem instanceof ApiProblem && problem.status === 401
      ? 'This token is not known here. Look for the line that begins with gridmill_.'
      : /** @type {Error} */ (problem).message;
  }
  tokens.write(token);
  signIn(token);
  return '';
});

const shortcuts = {
  '?': { does: 'this help', run: () => showKeys(shortcuts) },
  n: { does: 'start a job', run: () => startDialog() },
  j: { does: 'next job in the list', run: () => step(1) },
  k: { does: 'previous job in the list', run: () => step(-1) },
  t: { does: 'go to the task map', run: () => job.focusMap() },
};

function signIn(token) {
  api.token = token;
  tokenView.hide();
  showBoard(true);
  loadTypes();
  openFromAddress();
  gridPoller.start();
  jobsPoller.start();
}

/** @param {string} [why] */
function signOut(why = '') {
  tokens.write('');
  api.token = '';
  gridPoller.stop();
  jobsPoller.stop();
  job.select(null);
  connection.remove();
  showBoard(false);
  tokenView.show(why);
}

/** @param {boolean} shown */
function showBoard(shown) {
  for (const id of ['board', 'start', 'help', 'forget']) {
    byId(id).hidden = !shown;
  }
}

async function loadTypes() {
  try {
    types = itemsOf(await api.get('/types')).map((t) => ({
      name: t.name,
      summary: t.summary ?? '',
      input: t.input ?? 'NONE',
      schema: t.schema ?? t.parameters ?? {},
    }));
  } catch {
    types = []; // asked again when the form is opened
  }
  drawExamples();
}

function drawExamples() {
  byId('examples').replaceChildren(
    ...EXAMPLES.filter((e) => types.length === 0 || types.some((t) => t.name === e.request.type)).map((example) => {
      const button = h('button', { type: 'button', title: `Starts ${example.about}`, text: example.label });
      button.addEventListener('click', async () => {
        button.disabled = true;
        setText(byId('examples-error'), '');
        try {
          started(await submit(fitted(example.request, types.find((t) => t.name === example.request.type))));
        } catch (problem) {
          setText(byId('examples-error'), `${example.label} was not started: ${/** @type {Error} */ (problem).message}`);
        }
        button.disabled = false;
      });
      return button;
    }),
  );
}

/** @param {JobRequest} [request] */
async function startDialog(request) {
  if (types.length === 0) {
    await loadTypes();
  }
  new StartDialog(types, submit, started).open(request);
}

/**
 * Submits a job once, however often the network makes it ask.
 * @param {JobRequest} request @returns {Promise<string>} the job's id
 */
async function submit(request) {
  const headers = { 'Idempotency-Key': randomKey() };
  for (let tries = 0; ; tries++) {
    try {
      return (await api.post('/jobs', request, headers)).id;
    } catch (problem) {
      const repeat = problem instanceof ApiProblem && (problem.status === 0 || problem.status === 503);
      if (!repeat || tries === 2) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, 500 * (tries + 1)));
    }
  }
}

/** @param {string} id */
function started(id) {
  location.hash = fragmentOf(id);
  jobsPoller.wake();
}

/** @param {string} id */
function select(id) {
  job.select(id);
  jobs.select(id);
}

/** @param {number} by */
function step(by) {
  const id = jobs.neighbour(by);
  if (id) {
    location.hash = fragmentOf(id);
    jobs.reveal();
  }
}

function openFromAddress() {
  const { job: id } = parseFragment(location.hash);
  if (id) {
    select(id);
  }
}

/** Where the job stands below the list, choosing one leads to it. */
function showJobOnNarrowPage() {
  if (matchMedia('(max-width: 940px)').matches && parseFragment(location.hash).job) {
    byId('job-pane').scrollIntoView({ behavior: prefersStill() ? 'auto' : 'smooth' });
  }
}

window.addEventListener('hashchange', () => {
  const token = takeTokenFromAddress();
  if (token) {
    signIn(token);
  } else if (api.token) {
    openFromAddress();
    showJobOnNarrowPage();
  }
});
byId('start').addEventListener('click', () => startDialog());
byId('help').addEventListener('click', () => showKeys(shortcuts));
byId('forget').addEventListener('click', () => signOut());
bindKeys(shortcuts);

const token = tokens.read();
if (token) {
  signIn(token);
} else {
  connection.remove();
  tokenView.show();
}
