/** The SDK's own echo bot with state in memory, as its samples have it: what a turn costs when nothing is understood and nothing is kept. */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  MessageFactory,
  UserState,
} from 'botbuilder';
import express from 'express';

const conversations = new ConversationState(new MemoryStorage());
const users = new UserState(new MemoryStorage());
const counter = conversations.createProperty<{ turns: number; said: string[] }>('counter');
const profile = users.createProperty<{ name: string }>('profile');

class EchoBot extends ActivityHandler {
  constructor() {
    super();
    this.onMessage(async (context, next) => {
      const known = await counter.get(context, { turns: 0, said: [] });
      await profile.get(context, { name: context.activity.from.id });
      known.turns++;
      known.said = [...known.said, context.activity.text].slice(-8);
      await context.sendActivity(MessageFactory.text(`${known.turns}: ${context.activity.text}`));
      await next();
    });
  }

  override async run(context: Parameters<ActivityHandler['run']>[0]): Promise<void> {
    await super.run(context);
    await conversations.saveChanges(context);
    await users.saveChanges(context);
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const bot = new EchoBot();
const app = express();
app.use(express.json());
app.get('/readyz', (_req, res) => void res.json({}));
app.get('/usage', (_req, res) => void res.json({ ...process.cpuUsage(), ...process.memoryUsage() }));
app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => bot.run(context)));
app.listen(Number(process.argv[2]), '127.0.0.1');
