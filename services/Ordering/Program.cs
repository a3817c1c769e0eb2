using SharedSequencer.Messages;
using SharedSequencer.Ordering;
using SharedSequencer.ServiceDefaults;

var app = WebApplication.CreateBuilder(args)
    .AddServiceDefaults(AppIds.Ordering)
    .AddOrdering()
    .Build();
app.MapServiceDefaults();
app.MapOrdering();
return await app.RunServiceAsync();
