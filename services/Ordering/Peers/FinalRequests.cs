using System.Threading.Channels;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Peers;

/// <summary>Who lacks final blocks: the last question of each validator, until it is answered.</summary>
internal sealed class FinalRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ValidatorIndex, Height> _asked = [];
    private readonly Channel<ValidatorIndex> _order = Channel.CreateUnbounded<ValidatorIndex>();

    public void Add(ValidatorIndex who, Height from)
    {
        lock (_gate)
        {
            var isNew = !_asked.ContainsKey(who);
            _asked[who] = from;
            if (isNew)
            {
                _order.Writer.TryWrite(who);
            }
        }
    }

    public async Task<(ValidatorIndex Who, Height From)> Take(CancellationToken cancel)
    {
        var who = await _order.Reader.ReadAsync(cancel);
        lock (_gate)
        {
            _asked.Remove(who, out var from);
            return (who, from);
        }
    }
}
