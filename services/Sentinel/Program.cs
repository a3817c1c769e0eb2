using SharedSequencer.Messages;
using SharedSequencer.Sentinel;
using SharedSequencer.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults(AppIds.Sentinel);
builder.AddSentinel();

var app = builder.Build();
app.MapServiceDefaults();
app.MapSentinel();
return await app.RunServiceAsync();
