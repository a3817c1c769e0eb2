using System.Buffers;
using System.Net;
using SharedSequencer.Ingress.Transactions;

namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>
/// Everything one request needs, from the bytes of its body to the answers. Reused: the usual request allocates
/// nothing but the transactions it brings.
/// </summary>
internal sealed class RpcExchange
{
    private byte[] _body = [];
    private RpcAnswer[] _answers = new RpcAnswer[4];
    private Submission[] _submissions = new Submission[4];
    private int[] _submittedCalls = new int[4];

    public RpcRequest Request { get; } = new();

    /// <summary>The address that the request came from, where it has one.</summary>
    public IPAddress? Client { get; set; }

    public int BodyLength { get; private set; }

    public ReadOnlyMemory<byte> Body => _body.AsMemory(0, BodyLength);

    public Span<RpcAnswer> Answers => _answers.AsSpan(0, Request.Calls.Count);

    public ReadOnlyMemory<RpcAnswer> AnswerMemory => _answers.AsMemory(0, Request.Calls.Count);

    /// <summary>The first <see cref="SubmissionCount"/> are transactions to take in.</summary>
    public Submission[] Submissions => _submissions;

    public int SubmissionCount { get; private set; }

    public ReadOnlyMemory<byte> Text(TextRange range) => _body.AsMemory(range.Start, range.Length);

    /// <summary>Adds to the body; who calls has looked at the limits.</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var length = BodyLength + (int)bytes.Length;
        Reserve(length);
        bytes.CopyTo(_body.AsSpan(BodyLength));
        BodyLength = length;
    }

    /// <summary>Room to read the next part of the body into; <see cref="Advance"/> tells how much came.</summary>
    public Memory<byte> GetMemory(int atLeast)
    {
        Reserve(BodyLength + atLeast);
        return _body.AsMemory(BodyLength);
    }

    public void Advance(int count) => BodyLength += count;

    /// <summary>Finds the calls in the body.</summary>
    public void Read(int maxCalls, int maxDepth)
    {
        RpcRequestReader.Read(Body.Span, maxCalls, maxDepth, Request);
        if (_answers.Length < Request.Calls.Count) _answers = new RpcAnswer[Request.Calls.Count];
    }

    public void AddSubmission(int call, byte[] raw)
    {
        if (SubmissionCount == _submissions.Length)
        {
            Array.Resize(ref _submissions, SubmissionCount * 2);
            Array.Resize(ref _submittedCalls, SubmissionCount * 2);
        }
        _submissions[SubmissionCount] = new Submission { Raw = raw };
        _submittedCalls[SubmissionCount++] = call;
    }

    /// <summary>Turns the verdicts into answers.</summary>
    public void AnswerSubmissions(bool isDurable)
    {
        for (var i = 0; i < SubmissionCount; i++)
        {
            ref readonly var submission = ref _submissions[i];
            _answers[_submittedCalls[i]] = VerdictTexts.ErrorOf(submission.Verdict) is { } error
                ? RpcAnswer.Of(error)
                : isDurable ? RpcAnswer.Of(submission.Hash) : RpcAnswer.Of(RpcErrors.JournalUnavailable);
        }
    }

    /// <summary>Forgets the request; large buffers go back to where they came from.</summary>
    public void Clear()
    {
        if (_body.Length > 0) ArrayPool<byte>.Shared.Return(_body);
        _body = [];
        BodyLength = 0;
        Client = null;
        Array.Clear(_answers, 0, Math.Min(_answers.Length, Request.Calls.Count));
        Array.Clear(_submissions, 0, SubmissionCount);
        SubmissionCount = 0;
        Request.Clear();
    }

    private void Reserve(int length)
    {
        if (_body.Length >= length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * _body.Length));
        _body.AsSpan(0, BodyLength).CopyTo(larger);
        if (_body.Length > 0) ArrayPool<byte>.Shared.Return(_body);
        _body = larger;
    }
}
