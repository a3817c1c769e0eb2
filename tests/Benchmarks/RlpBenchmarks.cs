using BenchmarkDotNet.Attributes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary>A list of byte strings, written and read, beside a plain copy of the encoded bytes.</summary>
public class RlpBenchmarks
{
    private const int ItemLength = 110;

    private readonly RlpWriter _writer = new();
    private readonly byte[] _item = new byte[ItemLength];
    private byte[] _encoded = [];
    private byte[] _copy = [];

    /// <summary>Number of items; 1,600 fill a batch of 180 KiB.</summary>
    [Params(10, 1600)]
    public int Items { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _encoded = Write().ToArray();
        _copy = new byte[_encoded.Length];
    }

    [Benchmark(Baseline = true)]
    public byte[] Copy()
    {
        _encoded.CopyTo(_copy, 0);
        return _copy;
    }

    [Benchmark]
    public RlpWriter Write()
    {
        _writer.Clear();
        _writer.BeginList();
        for (var i = 0; i < Items; i++)
            _writer.Write(_item);
        _writer.EndList();
        return _writer;
    }

    [Benchmark]
    public int Read()
    {
        var total = 0;
        var reader = new RlpReader(_encoded);
        reader.TryReadList(out var list);
        while (list.TryReadBytes(out var item))
            total += item.Length;
        return total;
    }
}
