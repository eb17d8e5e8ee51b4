// The Universal Sentence Encoder lite, worked out step by step. The package walks a graph of 317 nodes for each message, most of which
// only carry shapes about; here the matrices are multiplied by the package's own WebAssembly, and what lies between is plain arithmetic.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { fused, reshape, tensor2d } = require('@energetic-ai/core');

const ENCODER = 'Encoder_en/KonaTransformer/Encode/';
const APPLIED = `module_apply_default/${ENCODER}`;
const WHOLE = '/ConcatPartitions/concat';
const TIMING = `${APPLIED}TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`;
const LAST = 'module/Encoder_en/hidden_layers/tanh_layer_0';
/** Numbers for a token: as it is looked up, within the layers, and between the two steps of a layer's feed-forward. */
const [LOOKED_UP, WIDTH, WIDEST] = [256, 512, 1_536];
const HEADS = 4;
const MOST_TOKENS = 128;
const TINY = { variance: 1e-6, square: 1e-12 };

/**
 * A function from token ids to their sentence vector: 512 numbers of length 1. Throws when a weight is not where it was expected.
 * `weights`: by name, each a list of one tensor, as a graph model gives them. They may be disposed of afterwards.
 */
export function encoderOf(weights) {
  const tensor = (name) => {
    const [found] = weights[name] ?? [];
    if (!found) throw new Error(`The sentence encoder has no ${name}`);
    return found;
  };
  const numbers = (name) => tensor(name).dataSync().slice();
  /** Rows times a matrix, plus a bias for each column. */
  const linear = (kernel, bias, width, activation = 'linear') => {
    const matrix = reshape(tensor(kernel), [width, -1]);
    const added = reshape(tensor(bias), [-1]);
    return (rows) => {
      const a = tensor2d(rows, [rows.length / width, width]);
      const product = fused.matMul({ a, b: matrix, bias: added, activation });
      const values = product.dataSync().slice();
      a.dispose();
      product.dispose();
      return values;
    };
  };
  /** Each row to mean 0 and variance 1, then to the learnt scale and bias. */
  const normalize = (name) => {
    const scale = numbers(`${name}/layer_norm/layer_norm_scale${WHOLE}`);
    const bias = numbers(`${name}/layer_norm/layer_norm_bias${WHOLE}`);
    const width = scale.length;
    return (rows) => {
      const normal = new Float32Array(rows.length);
      for (let from = 0; from < rows.length; from += width) {
        let [sum, squares] = [0, 0];
        for (let k = 0; k < width; k++) sum += rows[from + k];
        const mean = sum / width;
        for (let k = 0; k < width; k++) squares += (rows[from + k] - mean) ** 2;
        const spread = 1 / Math.sqrt(squares / width + TINY.variance);
        for (let k = 0; k < width; k++) normal[from + k] = scale[k] * (rows[from + k] - mean) * spread + bias[k];
      }
      return normal;
    };
  };
  const layerOf = (at, width) => {
    const name = `${APPLIED}Layer_${at}/TransformerLayer`;
    const heads = (step) => [
      `module/${ENCODER}Layer_${at}/TransformerLayer/MultiheadAttention/${step}/kernel/part_0`,
      `${name}/MultiheadAttention/${step}/bias${WHOLE}`,
    ];
    const forward = (step) => [
      `${APPLIED}TransformerStack/Layer_${at}/TransformerLayer/FFN/${step}/Tensordot/Reshape_1`,
      `${name}/FFN/${step}/bias${WHOLE}`,
    ];
    const before = normalize(`${name}/layer_prepostprocess`);
    const between = normalize(`${name}/FFN/layer_prepostprocess`);
    const project = linear(...heads('qkv_transform_single'), width);
    const join = linear(...heads('output_transform_single'), width);
    // What a layer gets is added to what it gives, once both are as wide.
    const widen = width === WIDTH ? (rows) => rows : linear(`${name}/dense/kernel${WHOLE}`, `${name}/dense/bias${WHOLE}`, width);
    const first = linear(...forward('conv1'), WIDTH, 'relu');
    const second = linear(...forward('conv2'), WIDEST);
    return (rows) => {
      const attended = plus(join(attend(project(before(rows)), width)), widen(rows));
      return plus(second(first(between(attended))), attended);
    };
  };
  const table = numbers('module/Embeddings_en');
  const frequencies = numbers(TIMING);
  const layers = [layerOf(0, LOOKED_UP), layerOf(1, WIDTH)];
  const last = linear(`${LAST}/weights`, `${LAST}/bias`, WIDTH);

  return (ids) => {
    const tokens = ids.slice(0, MOST_TOKENS);
    let rows = lookUp(tokens, table, frequencies);
    if (tokens.length > 0) for (const layer of layers) rows = layer(rows);
    return unit(last(meanOf(rows, tokens.length)).map(Math.tanh));
  };
}

/** A row for each token: twice what the table has for it, plus where it stands, as waves of all lengths. */
function lookUp(tokens, table, frequencies) {
  const rows = new Float32Array(tokens.length * LOOKED_UP);
  tokens.forEach((token, place) => {
    const [from, entry] = [place * LOOKED_UP, token * LOOKED_UP];
    for (let k = 0; k < LOOKED_UP; k++) rows[from + k] = 2 * table[entry + k];
    frequencies.forEach((frequency, k) => {
      rows[from + k] += Math.sin(place * frequency);
      rows[from + frequencies.length + k] += Math.cos(place * frequency);
    });
  });
  return rows;
}

/** Scaled dot-product attention. Each row of `rows` holds a token's query, key and value, `width` numbers each, head after head. */
function attend(rows, width) {
  const stride = 3 * width;
  const count = rows.length / stride;
  const size = width / HEADS;
  const attended = new Float32Array(count * width);
  const weights = new Float32Array(count);
  for (let head = 0; head < width; head += size)
    for (let i = 0; i < count; i++) {
      const query = i * stride + head;
      for (let j = 0; j < count; j++) {
        const key = j * stride + width + head;
        let product = 0;
        for (let k = 0; k < size; k++) product += rows[query + k] * rows[key + k];
        weights[j] = product / Math.sqrt(size);
      }
      softmax(weights);
      const to = i * width + head;
      for (let j = 0; j < count; j++) {
        const value = j * stride + 2 * width + head;
        for (let k = 0; k < size; k++) attended[to + k] += weights[j] * rows[value + k];
      }
    }
  return attended;
}

function softmax(values) {
  const greatest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i] - greatest);
  for (let i = 0; i < values.length; i++) values[i] /= sum;
}

function plus(values, others) {
  for (let i = 0; i < values.length; i++) values[i] += others[i];
  return values;
}

function meanOf(rows, count) {
  const mean = new Float32Array(WIDTH);
  for (let i = 0; i < count; i++) for (let k = 0; k < WIDTH; k++) mean[k] += rows[i * WIDTH + k] / count;
  return mean;
}

function unit(values) {
  const square = values.reduce((sum, value) => sum + value * value, 0);
  return values.map((value) => value / Math.sqrt(Math.max(square, TINY.square)));
}
