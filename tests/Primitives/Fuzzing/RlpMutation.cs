using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Changes items inside RLP and writes the lengths around them anew, so that the result is canonical
/// and only its meaning is wrong.</summary>
public static class RlpMutation
{
    private static readonly byte[][] Numbers =
    [
        [],
        [0x01],
        [0x7f],
        [0xff],
        [0x7f, 0xff, 0xff, 0xff],
        [0x80, 0x00, 0x00, 0x00],
        [0xff, 0xff, 0xff, 0xff],
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        [0x01, 0, 0, 0, 0, 0, 0, 0, 0],
        [0x00],
        new byte[32],
        [.. Enumerable.Repeat((byte)0xff, 32)],
    ];

    /// <summary>Changes one to three items behind a prefix of some bytes; bytes that are no RLP are changed
    /// as
    /// bytes.</summary>
    public static byte[] Apply(byte[] input, int prefix, byte[] other, Mutator mutator)
    {
        if (input.Length < prefix || RlpNode.Read(input.AsSpan(prefix)) is not { } root)
            return mutator.Mutate(input, other);
        for (var changes = mutator.Next(3); changes >= 0; changes--)
            Change(root, mutator);
        var writer = new RlpWriter();
        writer.WriteRaw(input.AsSpan(0, prefix));
        root.Write(writer);
        return writer.ToArray();
    }

    private static void Change(RlpNode root, Mutator mutator)
    {
        var all = root.All();
        var node = mutator.Pick(all);
        var donor = mutator.Pick(all).Copy();
        switch (mutator.Next(6))
        {
            case 0:
                node.Content = mutator.Pick(Numbers);
                break;
            case 1:
                node.Content = mutator.Mutate(node.Content, donor.Content);
                break;
            case 2:
                (node.Content, node.Children) = (donor.Content, donor.Children);
                break;
            case 3 when node.Children is { Count: > 0 } children:
                children.RemoveAt(mutator.Next(children.Count));
                break;
            case 4 when node.Children is { } children:
                children.Insert(mutator.Next(children.Count + 1), donor);
                break;
            default:
                node.Children = node.Children is null ? [donor] : null;
                break;
        }
    }
}
