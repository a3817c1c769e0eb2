using SharedSequencer.Ingress.Accounts;
using SharedSequencer.Ingress.Bundles;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Tests.Accounts;

public sealed class AccountTableTests
{
    [Fact]
    public void A_full_table_forgets_the_settled_ones()
    {
        var table = Full(capacity: 4);
        table.Executed(2);
        Assert.NotNull(table.Learn(Sender(5), 0));
        Assert.Equal([3, 4, 5], Known(table));
    }

    [Fact]
    public void Where_no_executions_are_reported_those_go_of_whom_nothing_was_heard_for_longest()
    {
        var table = Full(capacity: 4);
        table.Find(Sender(1))!.Unordered = 1;
        Assert.NotNull(table.Learn(Sender(5), 0));
        Assert.Equal([1, 3, 4, 5], Known(table));
    }

    [Fact]
    public void Nobody_goes_who_waits_for_order()
    {
        var table = Full(capacity: 2);
        for (byte i = 1; i <= 2; i++) table.Find(Sender(i))!.Unordered = 1;
        Assert.Null(table.Learn(Sender(5), 0));
        Assert.Equal([1, 2], Known(table));
    }

    [Fact]
    public void The_legs_of_who_makes_room_are_forgotten_everywhere()
    {
        var told = new List<(Address, LegRun?)>();
        var table = new AccountTable(1, (sender, legs) => told.Add((sender, legs)));
        var leg = new LegTransaction(new Lane(1), Keccak256.Hash([1]), Sender(1), 0);
        Assert.NotNull(table.Include(leg, lastPosition: 3));
        Assert.NotNull(table.Learn(Sender(2), 0));
        Assert.Equal([(Sender(1), new LegRun(0, 1, leg.Hash, 3)), (Sender(1), null)], told);
        table.ExecutedLeg(leg.Hash);
        Assert.Equal([2], Known(table));
    }

    private static AccountTable Full(byte capacity)
    {
        var table = new AccountTable(capacity, static (_, _) => { });
        for (byte i = 1; i <= capacity; i++) table.Learn(Sender(i), 0)!.LastPosition = i;
        return table;
    }

    private static Address Sender(byte number)
    {
        var bytes = new byte[Address.Size];
        bytes[0] = number;
        return new Address(bytes);
    }

    private static IEnumerable<int> Known(AccountTable table) =>
        Enumerable.Range(1, 9).Where(i => table.Find(Sender((byte)i)) is not null);
}
