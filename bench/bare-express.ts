/** Express and a JSON body: what there is before any bot. */
import express from 'express';

const app = express();
app.use(express.json());
app.get('/readyz', (_req, res) => void res.json({}));
app.get('/usage', (_req, res) => void res.json({ ...process.cpuUsage(), ...process.memoryUsage() }));
app.post('/api/messages', (req, res) => void res.json({ text: `${req.body.text}` }));
app.listen(Number(process.argv[2]), '127.0.0.1');
